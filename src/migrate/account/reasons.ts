/** Why agents have no equivalent. */
export const noAgents =
  'there are no agents: clients send OTLP to ports 4317 and 4318 of the collector';

/** Why probes have no equivalent. */
export const noProbe = 'the operator writes no probe for Jaeger v2 (opentelemetry-operator#4220)';
