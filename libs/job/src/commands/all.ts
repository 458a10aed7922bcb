// Written by tools/commands/write-command-lists.ts: do not edit.
export { submit } from './submit.ts';
export { cancel } from './cancel.ts';
export { abandon } from './abandon.ts';
export { pause } from './pause.ts';
export { unpause } from './unpause.ts';
export { resume } from './resume.ts';
export { restart } from './restart.ts';
export { rerun } from './rerun.ts';
export { clean } from './clean.ts';
export { pin } from './pin.ts';
export { unpin } from './unpin.ts';
export { classify } from './classify.ts';
export { sign } from './sign.ts';
export { priority } from './priority.ts';
export { move } from './move.ts';
export { label } from './label.ts';
