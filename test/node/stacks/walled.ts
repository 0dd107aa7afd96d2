// the default stack in a network in which only those talk to each other that have to
import { App } from 'cdk8s';
import { TracingStack } from '../../../src/index.ts';
import { defaultSettings, storeHost } from './settings.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  ...defaultSettings,
  networkPolicies: {
    // without them, anybody may call webhooks: nobody but the cluster knows where its API server is
    apiServer: { cidrs: ['10.0.0.1/32'] },
    senders: [{ namespace: 'default', podLabels: { traced: 'true' } }],
    outside: { [storeHost]: [{ cidr: '10.0.0.1/32' }] },
  },
});
app.synth();
