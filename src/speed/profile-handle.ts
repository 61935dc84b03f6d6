import type { FamilyNetwork } from './cases/family-case.ts';

export interface ProfileQuestion {
  readonly network: FamilyNetwork;
}

export interface ProfileNews {
  readonly doing: string;
}

/** Where the time of a training step goes. */
export interface Profile {
  readonly adapter: string;
}
