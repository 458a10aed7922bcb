import { LABEL_SYNTAX, labelTexts, parseLabel } from '@reprise/contracts/label-text';
import type { JobPageCommand } from './base/page-command.ts';

export const label = {
  isDestructive: false,
  reasons: ['Belongs to another project', 'Corrected the run'],
  dialog: ({ sample_name, labels }) => ({
    title: `Change the labels of ${sample_name}?`,
    lead: `Labels now: ${labelTexts(labels).join(', ') || 'none'}.`,
    points: [{ icon: 'tag', strong: 'The list finds jobs by their labels.', text: 'Later attempts keep them.' }],
    confirm: 'Change labels',
    dismiss: 'Keep them',
  }),
  many: () => ({
    lead: 'Other labels of the jobs stay.',
    points: [{ icon: 'tag', strong: 'The list finds jobs by their labels.', text: 'Later attempts keep them.' }],
  }),
  fields: [
    {
      name: 'set',
      label: 'Set labels',
      hint: 'As key=value, separated by commas: run=2026-48, project=cardio.',
      initial: () => '',
      initialOfMany: '',
      problem: (text, all) => {
        if (all && partsOf(Object.values(all).join(',')).length === 0) return 'Set a label, or remove one';
        const labels = labelsOf(text);
        const wrong = partsOf(text).find((_, n) => parseLabel(labels[n]!.join('=')) === null);
        if (wrong !== undefined) return `“${wrong}” must be key=value of a label, such as run=2026-48`;
        const keys = labels.map(([key]) => key);
        const twice = keys.find((key, n) => keys.indexOf(key) < n);
        return twice === undefined ? '' : `“${twice}” is given twice: a label has one value`;
      },
      parse: (text) => {
        const labels = labelsOf(text);
        return labels.length > 0 ? Object.fromEntries(labels) : null;
      },
    },
    {
      name: 'remove',
      label: 'Remove labels',
      hint: 'Keys, separated by commas.',
      initial: () => '',
      initialOfMany: '',
      problem: (text, all) => {
        const wrong = partsOf(text).find((key) => !LABEL_SYNTAX.test(key));
        if (wrong !== undefined) return `“${wrong}” is not a key of a label, such as run`;
        const set = labelsOf(all?.['set'] ?? '').map(([key]) => key);
        const both = partsOf(text).find((key) => set.includes(key));
        return both === undefined ? '' : `“${both}” is set above`;
      },
      parse: (text) => (partsOf(text).length > 0 ? partsOf(text) : null),
    },
  ],
  outcome: ({ sample_name, labels }) => {
    const texts = labelTexts(labels);
    return texts.length > 0 ? `${sample_name} has the labels ${texts.join(', ')}` : `${sample_name} has no labels`;
  },
} satisfies JobPageCommand;

/** Keys and values as typed; the value is empty without an equals sign. */
const labelsOf = (text: string): (readonly [key: string, value: string])[] =>
  partsOf(text).map((part) => {
    const [key = '', ...value] = part.split('=');
    return [key.trim(), value.join('=').trim()];
  });

const partsOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
