import { createWorkerSession } from './session/worker-client.ts';
import { NablaApp } from './ui/shell/nabla-app.ts';
import { themeStyles } from './ui/theme.ts';

/** The page: one app over one session in a worker. */
const { styleSheet } = themeStyles;
if (styleSheet) document.adoptedStyleSheets.push(styleSheet);

const app = new NablaApp();
app.session = createWorkerSession();
document.body.append(app);
