/** Bytes of a unit by its first letter, decimal; with an `i` behind it they are binary. */
const powers = ['', 'k', 'm', 'g', 't', 'p'];

/**
 * Bytes of a size as the collector reads it: `1048576`, `5e3`, `10kb`, `1.5 MiB`; undefined of a text that is none.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 pkg/stanza/operator/helper/bytesize.go.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?)(?:([eE]\d{1,2})|\s{0,9}(?:([kmgtp])(i?)b)?)$/i.exec(text);
  if (!match) return undefined;
  const [, number = '', exponent = '', letter = '', binary = ''] = match;
  return (
    Number(`${number}${exponent}`) * (binary ? 1024 : 1000) ** powers.indexOf(letter.toLowerCase())
  );
}

/** A size with a unit as the whole number that a setting takes by its name, in MiB or in bytes; undefined where the name tells no unit. */
export function countedSize(key: string, value: unknown): string | undefined {
  const bytes = typeof value === 'string' ? parseSize(value) : undefined;
  const unit = key.endsWith('_mib') ? 1024 ** 2 : key.endsWith('_bytes') ? 1 : undefined;
  if (bytes === undefined || unit === undefined) return undefined;
  return Number.isInteger(bytes / unit) ? `${bytes / unit}` : undefined;
}
