/** An object that an operator creates for a custom resource, in the namespace of that resource. */
export interface DerivedObject {
  readonly kind: string;
  readonly name: string;
  /**
   * Whether `-` and 8 hexadecimal digits follow the name.
   *
   * @default false
   */
  readonly hashed?: boolean;
}
