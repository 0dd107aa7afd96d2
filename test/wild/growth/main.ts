import { growths } from './run.ts';

for await (const { command, name, exponent, outputExponent, costs } of growths(
  new RegExp(process.argv[2] ?? ''),
)) {
  const last = costs.at(-1);
  const bad =
    exponent === undefined || exponent > 1.2 || (outputExponent ?? 0) > 1.1 ? '***' : '   ';
  console.log(
    `${bad} ${exponent?.toFixed(2)} out ${outputExponent?.toFixed(2)} | ${last?.input} B ${last?.cpu.toFixed(0)} ms out ${last?.output} | ${command} ${name}`,
  );
}
