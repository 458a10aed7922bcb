import * as z from 'zod';
import { READING } from '../access/right.ts';
import { CommandBody } from '../commands/descriptor.ts';
import { commands } from '../commands/index.ts';
import { json, nothing } from '../http/answers.ts';
import { ListQuery, OneQuery } from '../http/page-query.ts';
import { everyBody, everyQuery, everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { NamedInput, NamedInputBody, NamedInputPage } from '../views/named-input.ts';
import { namedInputBodies, namedInputExamples } from './examples/named-inputs.ts';
import { inputProblems } from './problems/inputs.ts';

const { another_log, log_away, other_site, wrong_cursor, wrong_key } = sharedProblems;
const { input_reason_required, name_taken, unknown_input, unreachable_input, wrong_input_name } = inputProblems;

const everyChange = { ...everyQuery, other_site, log_away, another_log, wrong_key };

const NamedQuery = ListQuery.extend({ removed: z.stringbool().default(false) });

export const namedInputRoutes = {
  list: route({
    method: 'GET',
    path: '/api/inputs/named',
    id: 'NamedInputs_list',
    summary: 'Inputs that are registered under a name, newest first; `removed=true` lists removed ones too',
    tag: 'Queries',
    right: READING,
    query: NamedQuery,
    answer: json('NamedInputPage', NamedInputPage, namedInputExamples.inputs),
    problems: { ...everyRead, wrong_cursor },
  }),
  add: route({
    method: 'POST',
    path: '/api/inputs/named',
    id: 'NamedInputs_add',
    summary: 'Register values of parameters under a name',
    tag: 'Inputs',
    right: { role: 'admin', does: 'Registering an input' },
    body: { name: 'NamedInputBody', schema: NamedInputBody, examples: namedInputBodies.input },
    answer: json('NamedInput', NamedInput, namedInputExamples.input, { status: 201, description: 'Made' }),
    problems: { ...everyChange, ...everyBody, name_taken, wrong_input_name, unreachable_input },
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/inputs/named/{id}',
    id: 'NamedInputs_remove',
    summary: 'Offer a registered input no longer; who added and removed it is kept, and jobs stay as they are',
    tag: 'Inputs',
    right: { role: 'admin', does: 'Removing a registered input' },
    params: z.object({ id: z.string() }),
    query: OneQuery,
    answer: nothing('Deleted'),
    problems: { ...everyChange, unknown_input },
  }),
  removeWithReason: route({
    method: 'POST',
    path: '/api/inputs/named/{id}/remove',
    id: 'NamedInputs_removeWithReason',
    summary: 'Offer a registered input no longer, with a reason for the audit',
    tag: 'Inputs',
    right: { role: 'admin', does: 'Removing a registered input' },
    params: z.object({ id: z.string() }),
    body: { name: 'Command', schema: CommandBody, isOptional: true, examples: commands.cancel.body.examples },
    answer: nothing('Deleted'),
    problems: { ...everyChange, ...everyBody, unknown_input, input_reason_required },
  }),
};
