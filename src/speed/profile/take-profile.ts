import type { Profile, ProfileNews, ProfileQuestion } from '../profile-handle.ts';
import type { JobContext } from '../job-context.ts';

/** See `SpeedHandle.profile`. */
export async function takeProfile(
  _context: JobContext,
  _question: ProfileQuestion,
  _tell: (news: ProfileNews) => void,
): Promise<Profile> {
  throw new Error('There are no profiles yet.');
}
