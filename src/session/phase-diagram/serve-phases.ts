import type { EngineCatalogue } from '../engine-catalogue.ts';
import { memoryOf, recordError, type MessageEnd } from '../protocol.ts';
import { PhaseDrawer } from './phase-drawer.ts';
import type { PhaseRequest, PhaseResponse } from './phase-protocol.ts';

/** Draws the diagrams that are asked for at `end`. */
export function servePhases(
  catalogue: EngineCatalogue,
  end: MessageEnd<PhaseResponse>,
): void {
  const drawer = new PhaseDrawer(catalogue);
  const tell = (response: PhaseResponse) => {
    const { tile = null } = response.kind === 'news' ? response.news : {};
    end.postMessage(response, tile ? memoryOf([tile.pixels, tile.values]) : []);
  };
  end.addEventListener('message', (event: MessageEvent<PhaseRequest>) => {
    const request = event.data;
    if (request.kind === 'cancel') {
      drawer.cancel();
      return;
    }
    const { id, question, known } = request;
    drawer
      .draw(question, (news) => tell({ kind: 'news', id, news }), known)
      .then(
        (summary) => tell({ kind: 'end', id, summary }),
        (error: unknown) => tell({ kind: 'error', id, error: recordError(error) }),
      );
  });
}
