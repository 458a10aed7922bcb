/** Injection tokens of interfaces and values, which have no class to inject them by. */
export const SETTINGS = Symbol('GatewaySettings');
export const EVENT_LOG = Symbol('EventLog');
export const TRUST = Symbol('Trust');
export const READ_MODEL = Symbol('ReadModel');
export const CHANGE_FEED = Symbol('ChangeFeed');
/** Client for questions to the other services, over NATS. */
export const SERVICES = Symbol('ClientProxy');
