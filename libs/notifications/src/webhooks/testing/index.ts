export { skipToLastTry } from './last-try.ts';
export { Receiver, type Answer, type Received } from './receiver.ts';
