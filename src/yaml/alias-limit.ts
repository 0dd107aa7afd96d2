// go-yaml v2.4 decode.go: up to 400,000 nodes 99 % may come from aliases, above 4,000,000 only 10 %
const smallDocument = 400_000;
const largeDocument = 4_000_000;

/**
 * Whether more of a document comes from aliases than go-yaml allows, with which kubectl reads.
 *
 * @param made nodes that the document has so far, copies among them
 * @param copied nodes that aliases have copied
 */
export function isBlownUp(made: number, copied: number): boolean {
  return copied > 100 && made > 1000 && copied / made > allowedShare(made);
}

function allowedShare(made: number): number {
  if (made <= smallDocument) return 0.99;
  if (made >= largeDocument) return 0.1;
  return 0.99 - 0.89 * ((made - smallDocument) / (largeDocument - smallDocument));
}
