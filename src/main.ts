import { createPhaseClient } from './session/phase-diagram/phase-client.ts';
import { createWorkerSession } from './session/worker-client.ts';
import { createSpeedClient } from './speed/speed-client.ts';
import { NablaApp } from './ui/shell/nabla-app.ts';
import { themeStyles } from './ui/theme.ts';

/** The page: one app over a session in a worker, and more of them where networks stand side by side. */
const { styleSheet } = themeStyles;
if (styleSheet) document.adoptedStyleSheets.push(styleSheet);

const app = new NablaApp();
app.session = createWorkerSession();
app.flowServices = {
  createSession: () => createWorkerSession(),
  createPhases: () => createPhaseClient(),
};
app.speedServices = { createSpeed: () => createSpeedClient(), kept: null };
document.body.append(app);
