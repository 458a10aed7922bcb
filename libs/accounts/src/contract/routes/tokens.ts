import * as z from 'zod';
import { ListQuery, json, nothing, page, route, sharedProblems } from '@reprise/contracts/for-wings';
import { TokenBody, TokenSecretView, TokenView } from '../views/token.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { tokenBodies, tokenExamples } from '../examples/tokens.ts';
import { CHANGING_OWN_TOKENS, OWN_TOKENS } from './rights.ts';

const { log_away, wrong_cursor } = sharedProblems;
const { no_account, role_above_own, too_many_tokens, unknown_token } = accessProblems;

export const tokenRoutes = {
  list: route({
    method: 'GET',
    path: '/api/tokens',
    id: 'Tokens_list',
    summary: 'API tokens of the person who asks, newest first; revoked ones are left out',
    tag: 'Tokens',
    right: OWN_TOKENS,
    query: ListQuery,
    answer: json('TokenPage', page(TokenView), tokenExamples.tokens, { description: 'Done' }),
    problems: { ...everyAccess, wrong_cursor },
  }),
  create: route({
    method: 'POST',
    path: '/api/tokens',
    id: 'Tokens_create',
    summary: 'Make an API token. It is shown only here',
    tag: 'Tokens',
    right: CHANGING_OWN_TOKENS,
    body: { name: 'TokenBody', schema: TokenBody, examples: tokenBodies.create },
    answer: json('TokenSecret', TokenSecretView, tokenExamples.secret, { status: 201, description: 'Made' }),
    problems: { ...everyAccess, ...everyAccessBody, no_account, too_many_tokens, role_above_own, log_away },
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api/tokens/{id}',
    id: 'Tokens_revoke',
    summary: 'Revoke a token at once: your own, or as an admin that of anybody',
    tag: 'Tokens',
    right: CHANGING_OWN_TOKENS,
    params: z.object({ id: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, unknown_token, log_away },
  }),
};
