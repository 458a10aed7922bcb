export { makeOnce } from './make-once.ts';
