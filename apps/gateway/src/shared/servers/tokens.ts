/** What Nest injects by name, because it is an interface or a value and not a class. */
export const EVENT_LOG = Symbol('EventLog');
export const TRUST = Symbol('Trust');
export const READ_MODEL = Symbol('ReadModel');
export const CHANGE_FEED = Symbol('ChangeFeed');
export const SERVICES = Symbol('ClientProxy');

/** The commands that need a reason. */
export const REASON_REQUIRED = Symbol('REASON_REQUIRED');
