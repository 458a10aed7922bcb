import type { NamedInput, NamedInputBody } from '../../views/named-input.ts';
import { examplePage } from './values.ts';

const body: NamedInputBody = {
  name: 'GRCh38 + Twist Exome 2',
  kind: 'kit',
  params: { reference: '/data/references/GRCh38/genome.fa', targets: '/data/kits/twist-exome-2.bed' },
};

const input: NamedInput = {
  input_id: '0196f0d0-44dd-7ee3-8c33-4f5a6b7c8d9e',
  ...body,
  added_at: '2026-03-01T08:00:00.000Z',
  added_by: 'admin',
  removed_at: null,
  removed_by: null,
};

export const namedInputExamples = {
  inputs: examplePage(input),
  input,
};

export const namedInputBodies = {
  input: { kit: body },
};
