export { Receiver, type Answer, type Received } from './receiver.ts';
