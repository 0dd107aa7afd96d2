// what NODE_OPTIONS of an instrumented container requires
require('@opentelemetry/auto-instrumentations-node/register');
