"""From scorecards to a panel: what was rated, how far raters agree, and which level it shows."""
