// Written by tools/commands/write-command-lists.ts: do not edit.
export * as submit from './submit.ts';
export * as cancel from './cancel.ts';
export * as pause from './pause.ts';
export * as resume from './resume.ts';
export * as restart from './restart.ts';
export * as rerun from './rerun.ts';
export * as clean from './clean.ts';
export * as classify from './classify.ts';
export * as sign from './sign.ts';
export * as priority from './priority.ts';
export * as move from './move.ts';
