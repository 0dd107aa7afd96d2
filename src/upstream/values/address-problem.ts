/** Why a client cannot use an address; `hint` is what was probably meant. */
export interface AddressProblem {
  readonly problem: string;
  readonly hint?: string;
}
