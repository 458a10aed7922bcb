import {
  everyBody,
  everyRead,
  everyRoute,
  JobId,
  json,
  nothing,
  OneQuery,
  READING,
  route,
  sharedProblems,
  type Right,
} from '@reprise/contracts/for-wings';
import * as z from 'zod';
import { viewProblems } from './problems.ts';
import { NewViewBody, OpenedView, SavedView, SavedViews, ViewBody } from './view.ts';

const { database_away, other_site } = sharedProblems;
const { may_not_share, name_taken, not_yours, too_many_views, unknown_view, wrong_id, wrong_view } = viewProblems;

/** Sharing needs the role operator, which depends on the body. */
const VIEWS: Right = { role: 'viewer', does: 'Saving a view' };
const everyChange = { ...everyRoute, other_site, database_away };
const params = z.object({ id: JobId });

const example: SavedView = {
  view_id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01',
  name: 'Failed of run 48',
  is_shared: true,
  created_by: 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc01',
  created_at: '2026-03-01T09:00:00.000Z',
  changed_at: '2026-03-01T09:00:00.000Z',
  can_change: true,
  list: { status: 'cancelled', label: ['run=2026-48'], columns: ['status', 'sample', 'labels'] },
  query: { status: 'failed', cause: 'cancelled', label: 'run=2026-48' },
};
const { name, list } = example;

/** Saved views of the list of jobs. */
export const viewRoutes = {
  list: route({
    method: 'GET',
    path: '/api/views',
    id: 'Views_list',
    summary: 'Your saved views of the list of jobs, and the shared ones, by name',
    tag: 'Queries',
    right: READING,
    query: OneQuery,
    answer: json('SavedViews', SavedViews, { views: [example] }),
    problems: everyRead,
  }),
  show: route({
    method: 'GET',
    path: '/api/views/{id}',
    id: 'Views_show',
    summary: 'One saved view, with its filters that no job matches',
    tag: 'Queries',
    right: READING,
    params,
    query: OneQuery,
    answer: json('OpenedView', OpenedView, { ...example, unmatched: [{ field: 'label', value: 'run=2026-48' }] }),
    problems: { ...everyRead, unknown_view },
  }),
  create: route({
    method: 'POST',
    path: '/api/views',
    id: 'Views_create',
    summary: 'Save filters, sort and columns of the list of jobs under a name',
    tag: 'Account',
    right: VIEWS,
    body: { name: 'NewViewBody', schema: NewViewBody, examples: { shared: { name, is_shared: true, list } } },
    answer: json('SavedView', SavedView, example, { status: 201, description: 'Saved' }),
    problems: { ...everyChange, ...everyBody, may_not_share, name_taken, too_many_views, wrong_view },
  }),
  change: route({
    method: 'PATCH',
    path: '/api/views/{id}',
    id: 'Views_change',
    summary: 'Rename, overwrite, share or unshare a saved view; what is left out stays',
    tag: 'Account',
    right: VIEWS,
    params,
    body: { name: 'ViewBody', schema: ViewBody, examples: { rename: { name }, overwrite: { list } } },
    answer: json('SavedView', SavedView, example, { description: 'Done' }),
    problems: {
      ...everyChange,
      ...everyBody,
      may_not_share,
      not_yours,
      unknown_view,
      name_taken,
      wrong_view,
    },
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/views/{id}',
    id: 'Views_delete',
    summary: 'Delete a saved view; jobs are unchanged',
    tag: 'Account',
    right: VIEWS,
    params,
    answer: nothing('Done'),
    problems: { ...everyChange, not_yours, unknown_view, wrong_id },
  }),
};
