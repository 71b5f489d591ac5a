// Reads numbers as people type them and writes them in the page's language; the server has the last word.

const language = document.documentElement.lang;
const GROUPED = /^([1-9]\d{0,2})([ ,.٬])\d{3}(?:\2\d{3})*(?:[.,٫](\d+))?$/;
const PLAIN = /^(\d+)?(?:[.٫](\d+))?$/;
const EITHER_WAY = /^(?!0+\.)\d{1,3}\.\d{3}$/;

// The number that was typed, or null where there is none or it could be read two ways.
export function read(typed) {
  let text = typed
    .replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit))
    .replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit))
    .replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, "")
    .replace(/[\u00a0\u2009\u202f\u200c]/g, " ")
    .replace(/،/g, ",")
    .replace(/ *[%٪] */g, "")
    .trim();
  if (language === "fa") text = text.replace("/", ".");
  if (!text || EITHER_WAY.test(text)) return null;
  const grouped = GROUPED.exec(text);
  if (grouped) {
    const [, , mark, fraction] = grouped;
    const whole = fraction ? text.slice(0, -fraction.length - 1) : text;
    if (fraction && text[whole.length] === mark) return null;
    return Number(`${whole.replaceAll(mark, "")}.${fraction ?? 0}`);
  }
  const plain = PLAIN.exec(text);
  return plain ? Number(`${plain[1] ?? 0}.${plain[2] ?? 0}`) : null;
}

const writer = (options) => new Intl.NumberFormat(language === "fa" ? "fa-IR" : "en", options);
const grouped = writer({ maximumFractionDigits: 0 });
const compact = writer({ notation: "compact", compactDisplay: "long", maximumSignificantDigits: 4 });
const share = writer({ style: "percent", maximumFractionDigits: 1 });

export const inFull = (number) => grouped.format(number);
export const inWords = (number) => compact.format(number);
export const asShare = (fraction) => share.format(fraction);
