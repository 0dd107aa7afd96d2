/**
 * Sends a point of a counter over OTLP/HTTP.
 *
 * @param url of the server, without a path
 */
export async function sendMetric(url: string, service: string, name: string): Promise<void> {
  const sum = {
    aggregationTemporality: 2,
    isMonotonic: true,
    dataPoints: [{ timeUnixNano: nanoseconds(), asInt: '1' }],
  };
  await send(`${url}/v1/metrics`, {
    resourceMetrics: [{ resource: of(service), scopeMetrics: [{ metrics: [{ name, sum }] }] }],
  });
}

/**
 * Sends a log record over OTLP/HTTP.
 *
 * @param url of the server, without a path
 */
export async function sendLog(url: string, service: string, body: string): Promise<void> {
  const record = { timeUnixNano: nanoseconds(), severityNumber: 9, body: { stringValue: body } };
  await send(`${url}/v1/logs`, {
    resourceLogs: [{ resource: of(service), scopeLogs: [{ logRecords: [record] }] }],
  });
}

const of = (service: string) => ({
  attributes: [{ key: 'service.name', value: { stringValue: service } }],
});
const nanoseconds = () => `${Date.now()}000000`;

async function send(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}
