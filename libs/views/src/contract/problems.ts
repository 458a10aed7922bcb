import { wrongField as wrong, type ProblemExample } from '@reprise/contracts/for-wings';

export const viewProblems = {
  unknown_view: { status: 404, detail: 'There is no view 0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01.' },
  not_yours: {
    status: 403,
    detail: 'This view is shared. Only the person who shared it and admins can change or delete it.',
  },
  may_not_share: { status: 403, detail: 'Sharing a view needs the role operator. Save it for yourself instead.' },
  name_taken: { status: 409, detail: 'There is already a shared view "Failed today". Choose another name.' },
  wrong_id: wrong('id', 'Invalid UUID'),
  wrong_view: wrong('name', 'must not be empty'),
  too_many_views: { status: 409, detail: 'You have 200 views. Delete some first.' },
} as const satisfies Readonly<Record<string, ProblemExample>>;
