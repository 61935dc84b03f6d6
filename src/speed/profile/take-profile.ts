import type { Profile, ProfileNews, ProfileQuestion } from '../profile-handle.ts';
import type { JobContext } from '../serve-speed.ts';

/** See `SpeedHandle.profile`. */
export async function takeProfile(
  _context: JobContext,
  _question: ProfileQuestion,
  _tell: (news: ProfileNews) => void,
): Promise<Profile> {
  throw new Error('There are no profiles yet.');
}
