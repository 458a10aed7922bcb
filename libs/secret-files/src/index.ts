export { commandFolder } from './command-folder.ts';
export { makeOnce } from './make-once.ts';
export { syncFolder, syncToDisk, writeDurably } from './write-durably.ts';
export { isProven, proveStorage, type StorageProof } from './storage-key.ts';
