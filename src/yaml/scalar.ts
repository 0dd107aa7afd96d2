/** What a YAML scalar is once Kubernetes has read it: JSON, with exact 64-bit integers. */
export type Scalar = string | number | bigint | boolean | null;

const words = new Map<string, string | boolean | null>([
  ...wordsFor(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...wordsFor(false, 'n N no No NO false False FALSE off Off OFF'),
  ...wordsFor(null, '~ null Null NULL'),
  ['', null],
]);
const longestWord = 'false'.length;
const notNumbers = new Map<string, string>([
  ...['.nan', '.NaN', '.NAN'].map((word): [string, string] => [word, '.nan']),
  ...['', '+'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word): [string, string] => [`${sign}${word}`, '.inf']),
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, string] => [word, '-.inf']),
]);

const integer = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
const signedBinary = /^0b([-+][01]{1,53})$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const largestSigned = 2n ** 63n - 1n;
const largestUnsigned = 2n ** 64n - 1n;

/**
 * Reads a plain scalar as kubectl does: YAML 1.1 without base-60 numbers, and timestamps stay text.
 * `0644` is 420, `0o17` is 15, `1_000` is 1000, `on` is true. An integer that a JavaScript number
 * would round is a bigint, up to 64 bits; above that it is a float, as in Go. Source: go-yaml v2.4
 * resolve.go, which sigs.k8s.io/yaml reads with.
 *
 * @throws for infinity and not-a-number, which JSON cannot say
 */
export function resolvePlain(source: string): Scalar {
  const first = source.charCodeAt(0);
  if (first < 0x3a) return resolveNumber(source);
  if (source.length > longestWord) return source;
  const word = words.get(source);
  return word === undefined ? source : word;
}

/**
 * Reads a scalar that carries an explicit tag: the tag wins over how the text looks, tags of an
 * application mean text.
 *
 * @param tag full name of the tag, such as `tag:yaml.org,2002:int`
 * @throws for text that is not of the tagged type
 */
export function resolveTagged(tag: string, source: string): Scalar {
  const kind = tag.replace('tag:yaml.org,2002:', '');
  if (kind === 'binary') return decodeBase64(source);
  if (!Object.hasOwn(explicit, kind)) return source;
  const value = resolvePlain(source);
  if (!explicit[kind as keyof typeof explicit].includes(value === null ? 'null' : typeof value)) {
    throw new Error(`cannot read ${JSON.stringify(source)} as !!${kind}`);
  }
  return value;
}

/**
 * Name of the JSON field that a key becomes: `0644:` is the field `420`, `on:` is `true`.
 *
 * @throws for a key that kubectl refuses: null, or an integer of more than 63 bits
 */
export function keyName(source: string): string {
  const special = notNumbers.get(source);
  if (special !== undefined) return special;
  const key = resolvePlain(source);
  if (typeof key === 'string') return key;
  if (key === null) throw new Error('null cannot be a key');
  if (typeof key === 'bigint' && key > largestSigned) {
    throw new Error(`${source} is too large for a key`);
  }
  if (typeof key !== 'number') return String(key);
  const isInteger = Number.isSafeInteger(key) && integer.test(source.replaceAll('_', ''));
  return isInteger ? String(key) : floatName(key);
}

/**
 * Whether every YAML reader takes a plain scalar for text: kubectl, and also readers that know dates,
 * base-60 numbers and the special keys of YAML 1.1.
 */
export function readsAsText(source: string): boolean {
  if (notNumbers.has(source) || confusing.test(source)) return false;
  return typeof resolvePlain(source) === 'string' && !float.test(source.replaceAll('_', ''));
}

const confusing =
  /^(?:=|<<|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?)$/;
const explicit = {
  bool: ['boolean'],
  int: ['number', 'bigint'],
  float: ['number', 'bigint'],
  null: ['null'],
};

function wordsFor<Value>(value: Value, list: string): [string, Value][] {
  return list.split(' ').map((word) => [word, value]);
}

function resolveNumber(source: string): Scalar {
  const special = notNumbers.get(source);
  if (special !== undefined) {
    throw new Error(`${source} has no JSON form, so Kubernetes refuses it`);
  }
  // go-yaml hands text that starts with a dot to Go as it is, and Go wants digits around underscores
  const plain = source.startsWith('.')
    ? source.replaceAll(/(?<=[0-9])_(?=[0-9])/g, '')
    : source.replaceAll('_', '');
  return resolveInteger(plain) ?? resolveFloat(plain) ?? source;
}

function resolveInteger(plain: string): number | bigint | undefined {
  const match = integer.exec(plain);
  if (match === null) {
    const binary = signedBinary.exec(plain);
    return binary === null ? undefined : Number.parseInt(binary[1] ?? '', 2);
  }
  const [, sign, prefixed, octal, decimal] = match;
  const digits = prefixed?.toLowerCase() ?? decimal ?? `0o${octal}`;
  const magnitude = Number(digits);
  if (Number.isSafeInteger(magnitude)) return sign === '-' ? 0 - magnitude : magnitude;
  const exact = BigInt(digits);
  if (sign === '-') return exact <= largestSigned + 1n ? -exact : undefined;
  return exact <= largestUnsigned ? exact : undefined;
}

function resolveFloat(plain: string): number | undefined {
  if (!float.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

// sigs.k8s.io/yaml names a float key by its shortest 32-bit form, in Go's %g notation.
function floatName(key: number): string {
  const single = Math.fround(key);
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let digits = 1;
  while (Math.fround(Number(single.toExponential(digits - 1))) !== single) digits++;
  const [mantissa = '', exponent = ''] = single.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toExponential(digits - 1)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function decodeBase64(source: string): string {
  const text = source.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new Error('!!binary must be base64');
  }
  return Buffer.from(text, 'base64').toString('utf8');
}
