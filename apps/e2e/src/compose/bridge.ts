/**
 * Returns the name of the network bridge for a stack in a folder made by `mkdtemp`. The last six characters of that
 * folder are unique. They are needed because a bridge belongs to the machine, not to the daemon that created it. Linux
 * allows 15 characters.
 */
export const bridgeIn = (folder: string): string => `reprise-${folder.slice(-6)}`;
