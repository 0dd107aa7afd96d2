const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/**
 * Value of a Kubernetes quantity: `512Mi` is 536870912, `500m` is 0.5, `1e3` is 1000. For memory that is bytes, for cpu
 * cores. Undefined when it is no quantity.
 *
 * Source: kubernetes/apimachinery pkg/api/resource/quantity.go.
 */
export function parseQuantity(quantity: string | number): number | undefined {
  const match =
    /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/.exec(
      String(quantity),
    );
  if (!match) return undefined;
  const value = Number(`${match[1]}${match[2] ?? ''}`);
  const suffix = match[3];
  if (suffix === undefined) return value;
  return value * (decimal[suffix] ?? 1024 ** (binary.indexOf(suffix) + 1));
}

/** What is wrong with a quantity, for the field called `subject`; undefined when it is a positive one. */
export function quantityProblem(subject: string, quantity: string | number): string | undefined {
  const value = parseQuantity(quantity);
  if (value === undefined) {
    return `${subject} must be a quantity such as 512Mi or 1Gi, got '${quantity}'`;
  }
  return value > 0 ? undefined : `${subject} must be more than 0, got '${quantity}'`;
}

const mebibyte = 1024 ** 2;

/**
 * What is wrong with an amount of memory, for the field called `subject`; undefined when it is a quantity of at least 1Mi. No
 * program runs in less; `512m` is half a byte.
 */
export function memoryProblem(subject: string, quantity: string | number): string | undefined {
  const problem = quantityProblem(subject, quantity);
  if (problem !== undefined || (parseQuantity(quantity) ?? 0) >= mebibyte) return problem;
  const digits = /^(\d+)m?$/.exec(String(quantity))?.[1];
  const hint = digits === undefined ? '' : `; did you mean '${digits}Mi'?`;
  return `${subject} must be at least 1Mi, got '${quantity}'${hint}`;
}
