export const plantNames = [
  'missing-command',
  'other-reason',
  'refused-accepted',
  'doubled-command',
  'second-launch',
  'stray-process',
  'executor-leftover',
  'changed-result',
  'missing-delivery',
  'dropped-mail',
  'lost-upload',
  'changed-upload',
  'changed-input',
  'accepted-after-end',
  'unrecorded-change',
  'lost-person',
  'lying-drive',
] as const;
export type PlantName = (typeof plantNames)[number];

export const isPlantName = (name: string): name is PlantName => (plantNames as readonly string[]).includes(name);
