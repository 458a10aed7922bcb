/** Injection tokens of interfaces and values, which have no class. */
export const SETTINGS = Symbol('GatewaySettings');
export const EVENT_LOG = Symbol('EventLog');
export const TRUST = Symbol('Trust');
/** Tables, accessed with the reading login. */
export const READ_MODEL = Symbol('ReadModel');
/** Tables, accessed with the writing login. */
export const WRITE_MODEL = Symbol('ReadModel for writing');
export const CHANGE_FEED = Symbol('ChangeFeed');
/** Client for requests to the other services over NATS. */
export const SERVICES = Symbol('ClientProxy');
