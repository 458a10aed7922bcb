export { skipToLastTry } from './last-try.ts';
export { MailServer } from './mail-server.ts';
export { Receiver, type Answer, type Received } from './receiver.ts';
