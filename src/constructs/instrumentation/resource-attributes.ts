/** Why an attribute cannot be written as key=value with commas between, of which nothing is escaped; undefined when it can. */
export function attributeProblem([key, value]: [string, string]): string | undefined {
  if (!/^[^\s,=]+$/.test(key)) {
    return `resourceAttributes must have keys without blanks, ',' and '=', got '${key}'`;
  }
  return /[,=\n]/.test(value)
    ? `resourceAttributes must have values without ',', '=' and line breaks, got '${value}' for ${key}`
    : undefined;
}
