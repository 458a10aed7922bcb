/** Injection tokens of interfaces and values, which have no class to inject them by. */
export const SETTINGS = Symbol('GatewaySettings');
export const EVENT_LOG = Symbol('EventLog');
export const TRUST = Symbol('Trust');
/** Tables, with the login that reads. */
export const READ_MODEL = Symbol('ReadModel');
/** Tables, with the login that writes. */
export const WRITE_MODEL = Symbol('ReadModel for writing');
export const CHANGE_FEED = Symbol('ChangeFeed');
/** Client for questions to the other services, over NATS. */
export const SERVICES = Symbol('ClientProxy');
