import { nearest } from '../values/nearest.ts';
import { portProblem } from '../values/port-number.ts';
import type { Problem } from '../values/problem.ts';

/** API group of the grafana-operator. */
export const grafanaApiGroup = 'grafana.integreatly.org';

/** Label by which the sidecar of Grafana's Helm charts finds ConfigMaps with data sources. */
export const datasourceSidecarLabel = 'grafana_datasource';

/** Type of the Jaeger data source. */
export const jaegerDatasourceType = 'jaeger';

/**
 * What is wrong with a data source's uid; undefined when Grafana takes it.
 *
 * Source: grafana-operator v5.24.0 api/v1beta1 (at most 40 of letters, digits, '-' and '_').
 */
export function datasourceUidProblem(uid: string): string | undefined {
  if (uid.length > 40) return `uid must be at most 40 characters, got '${uid}' (${uid.length})`;
  if (!/^[A-Za-z0-9_-]+$/.test(uid)) {
    return `uid must be of letters, digits, '-' and '_', got '${uid}'`;
  }
  return undefined;
}

/**
 * Why the grafana-operator refuses a plugin; undefined when it installs it. What it takes as `latest` is another one after each start.
 *
 * Source: grafana-operator v5.24.0 api/v1beta1/plugin_list.go.
 */
export function datasourcePluginProblem(
  what: string,
  name: string,
  version: string,
): string | undefined {
  if (name === '') return `${what} must have names such as grafana-clock-panel, got an empty one`;
  return /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version)
    ? undefined
    : `${what} must have versions such as 2.1.8, got '${version}' of ${name}`;
}

/** First Grafana that asks Jaeger itself, whatever `access` says. */
export const jaegerBackendSince = '12';

/**
 * What is wrong with the `access` of a Jaeger data source; undefined for that by which Grafana itself asks, also when none is
 * written. `direct`, by which the browser asks, works in older releases; nothing else ever did.
 *
 * Source: grafana docs, datasources/jaeger/configure; grafana v12 pkg/tsdb/jaeger.
 */
export function datasourceAccessProblem(access: string): Problem | undefined {
  if (access === '' || access === 'proxy') return undefined;
  return {
    message: `access of a Jaeger data source must be proxy, got '${access}'`,
    fix: 'proxy',
    severity: access === 'direct' ? 'warning' : 'error',
  };
}

/**
 * What is wrong with the URL of a Jaeger data source on its own; undefined when Grafana can query there. Whether Service and
 * port are right needs the whole cluster.
 *
 * Source: grafana v12 pkg/tsdb/jaeger; jaeger v1.51.0 ports/ports.go.
 */
export function jaegerDatasourceUrlProblem(url: string): Problem | undefined {
  const match = /^(https?):\/\/([^/:\s]+)(?::(\d+))?(\/\S*)?$/i.exec(url);
  if (!match) {
    return {
      message: `url must be an http(s) URL such as http://jaeger-query.tracing.svc:16686, got '${url}'`,
      ...(/^[\w.-]+(:\d+)?(\/\S*)?$/.test(url) ? { fix: `http://${url}` } : {}),
    };
  }
  const [, , , port, path = ''] = match;
  const outOfRange = port === undefined ? undefined : portProblem('url port', Number(port));
  if (outOfRange !== undefined) return { message: outOfRange };
  if (port === '16685') {
    return {
      message: `url must name the HTTP port of Jaeger query, 16685 is its gRPC port, got '${url}'`,
      fix: url.replace(':16685', ':16686'),
    };
  }
  if (/\/api(\/|\/traces\/?)?$/.test(path)) {
    return {
      message: `url must not end in /api, Grafana adds it, got '${url}'`,
      fix: url.replace(/\/api(\/|\/traces\/?)?$/, ''),
    };
  }
  return undefined;
}

/**
 * Text in a provisioning file whose `$` Grafana takes for an environment variable; undefined when all are doubled. What Grafana
 * reads from a file, a variable or a vault is meant so.
 *
 * Source: grafana#86604 and #64659; grafana v12 pkg/setting/expanders.go.
 */
export function provisioningDollarProblem(text: string): string | undefined {
  const match = /(?<!\$)(?:\$\$)*\$(\{__\w+[^}]*\}?|__(?!(?:file|env|vault)\{)\w+)/.exec(text);
  if (!match) return undefined;
  return `a $ of a query must be doubled in a provisioning file, got '$${match[1]}', did you mean '$$${match[1]}'?`;
}

/**
 * Text in a GrafanaDatasource whose `$` is doubled as in a provisioning file; undefined when none is. The operator hands the
 * text to Grafana's API, which replaces nothing.
 *
 * Source: grafana-operator v5.24.0 controllers/datasource_controller.go.
 */
export function doubledDollarProblem(text: string): string | undefined {
  const match = /\$\$(\{__\w+[^}]*\}?|__\w+)/.exec(text);
  if (!match) return undefined;
  return `a $ of a query must not be doubled in a GrafanaDatasource, got '${match[0]}', did you mean '$${match[1]}'?`;
}

/**
 * What is wrong with the type of a data source that is to show traces of Jaeger; undefined for types of others.
 *
 * Source: grafana v12 public/app/plugins/datasource/jaeger/plugin.json; jaeger v1.51.0 ports/ports.go.
 */
export function datasourceTypeProblem(type: string, url: string): string | undefined {
  if (type === jaegerDatasourceType) return undefined;
  const lower = type.toLowerCase();
  if (lower === jaegerDatasourceType || nearest(lower, [jaegerDatasourceType], 2) !== undefined) {
    return `type must be ${jaegerDatasourceType}, got '${type}'`;
  }
  const asksJaeger = /^https?:\/\/[^/]+:16686(\/|$)/i.test(url);
  if (!asksJaeger || !['tempo', 'zipkin'].includes(lower)) return undefined;
  return `type of a data source that asks Jaeger must be ${jaegerDatasourceType}, got '${type}'`;
}
