/**
 * Name of the network bridge of the stack in a folder of `mkdtemp`, whose last six characters are its own. A bridge is of
 * the machine, not of the daemon that made it, and Linux allows 15 characters.
 */
export const bridgeIn = (folder: string): string => `reprise-${folder.slice(-6)}`;
