/**
 * Name of the network bridge of the stack in a folder made by `mkdtemp`, whose last six characters are unique. A bridge
 * belongs to the machine, not to the daemon that created it, and Linux allows 15 characters.
 */
export const bridgeIn = (folder: string): string => `reprise-${folder.slice(-6)}`;
