import * as z from 'zod';
import { READING } from '../access/right.ts';
import { json } from '../http/answers.ts';
import { ListQuery, OneQuery } from '../http/page-query.ts';
import { everyQuery, everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { Sequence } from '../inputs.ts';
import { AuditEntry, AuditFilter, AuditQuery, SetAsideEntry } from '../views/audit.ts';
import { page } from '../views/details.ts';
import { VerificationView } from '../views/verification.ts';
import { auditEntry, quarantined, verification } from './examples/audit.ts';
import { examplePage } from './examples/values.ts';

const { other_site, wrong_cursor } = sharedProblems;

export const auditRoutes = {
  listAudit: route({
    method: 'GET',
    path: '/api/audit',
    id: 'ListAudit_list',
    summary: 'The audit trail of all jobs, filtered, newest first',
    tag: 'Queries',
    right: READING,
    query: AuditQuery,
    answer: json('AuditPage', page(AuditEntry), examplePage(auditEntry)),
    problems: { ...everyRead, wrong_cursor },
  }),
  listActors: route({
    method: 'GET',
    path: '/api/audit/actors',
    id: 'ListActors_list',
    summary: 'The people and services that have entries in the audit trail',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('Actors', page(z.string()), examplePage('admin', 'runner:runner-1')),
    problems: { ...everyRead, wrong_cursor },
  }),
  exportAudit: route({
    method: 'GET',
    path: '/api/audit/export',
    id: 'ExportAudit_export',
    summary: 'The audit trail as a file: all that the filter lets through, oldest first',
    tag: 'Queries',
    right: READING,
    query: AuditFilter.extend({ format: z.enum(['csv', 'ndjson']).default('csv') }),
    answer: {
      statuses: { 200: 'Streamed' },
      content: {
        'text/csv': {
          schema: { type: 'string' },
          example:
            'seq,at,actor,actor_name,type\r\n43,2026-03-01T09:03:00.000Z,admin,Local administrator,cancel_requested\r\n',
        },
        'application/x-ndjson': { schema: { type: 'string' }, example: `${JSON.stringify(auditEntry)}\n` },
      },
    },
    problems: everyQuery,
  }),
  startVerification: route({
    method: 'POST',
    path: '/api/audit/verify',
    id: 'VerifyAudit_start',
    summary: 'Check the history: stream, audit table, chain and signed heads against each other',
    tag: 'Queries',
    right: { role: 'operator', does: 'Verifying the audit' },
    query: OneQuery,
    answer: json('Verification', VerificationView, verification, {
      status: 202,
      description: 'Started, or under way already',
    }),
    problems: { ...everyQuery, other_site },
  }),
  showVerification: route({
    method: 'GET',
    path: '/api/audit/verify',
    id: 'VerifyAudit_show',
    summary: 'Result of the last check of the history, or its progress',
    tag: 'Queries',
    right: READING,
    query: OneQuery,
    answer: json('Verification', VerificationView, verification),
    problems: everyRead,
  }),
  listQuarantined: route({
    method: 'GET',
    path: '/api/audit/set-aside',
    id: 'ListSetAside_list',
    summary: 'The events that were set aside, since they could not be applied, newest first',
    tag: 'Queries',
    right: READING,
    query: ListQuery,
    answer: json('SetAsidePage', page(SetAsideEntry), examplePage(quarantined)),
    problems: { ...everyRead, wrong_cursor },
  }),
  readQuarantined: route({
    method: 'GET',
    path: '/api/audit/set-aside/{seq}',
    id: 'ReadSetAside_read',
    summary: 'The data of an event that was set aside, byte for byte',
    tag: 'Queries',
    right: { role: 'admin', does: 'Reading the data of an event that was set aside' },
    params: z.object({ seq: Sequence }),
    query: OneQuery,
    answer: {
      statuses: { 200: 'As stored' },
      content: { 'application/octet-stream': { schema: { type: 'string' }, example: '{"hash":"aaaa"}' } },
    },
    problems: { ...everyRead, not_set_aside: { status: 404, detail: 'No event 1043 was set aside.' } },
  }),
};
