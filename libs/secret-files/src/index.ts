export { commandFolder } from './command-folder.ts';
export { makeOnce } from './make-once.ts';
