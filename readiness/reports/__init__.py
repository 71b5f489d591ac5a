"""One Report, shown alike by the page, the PDF and the JSON; a report never computes."""
