/** The custom elements of the app, for pages of one's own: importing this registers them. */
export { NablaApp } from './ui/shell/nabla-app.ts';
export { themeStyles } from './ui/theme.ts';
