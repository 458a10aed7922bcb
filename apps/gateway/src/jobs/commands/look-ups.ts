import type { CommandName } from '@reprise/contracts';
import { nothing, type LookUp } from './look-up.ts';
import { rerun } from './rerun.ts';
import { resume } from './resume.ts';
import { submit } from './submit.ts';

type LookUps = { readonly [N in CommandName]: LookUp<N> };

export const lookUps: LookUps = { submit, cancel: nothing('cancel'), rerun, resume };
