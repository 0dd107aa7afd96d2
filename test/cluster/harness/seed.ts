import { randomInt } from 'node:crypto';

/** Seed of generated resources: CLUSTER_SEED, or another one each time. It is printed with the check, to repeat it. */
export function generatorSeed(): number {
  return Number(process.env.CLUSTER_SEED ?? randomInt(2 ** 31));
}
