export const EVENT_LOG = Symbol('EventLog');
/** Client for requests to gateways, and for heartbeats. */
export const SERVICES = Symbol('ClientProxy of the services');
export const PIPELINES = Symbol('Pipelines');
export const RUNNER_OPTIONS = Symbol('RunnerOptions');
