/** The rooms of the page; each answers one question. */
export const LABS = [
  { id: 'train', label: 'Train' },
  { id: 'gradient-flow', label: 'Gradient flow' },
  { id: 'speed', label: 'Speed' },
] as const;
export type LabId = (typeof LABS)[number]['id'];
export const LAB_IDS = LABS.map(({ id }) => id);
export const DEFAULT_LAB: LabId = 'train';
