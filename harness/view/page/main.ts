import { App } from './app.ts';
import { byId } from './element.ts';
import { embeddedEpisode } from './embedded.ts';

try {
  new App(await embeddedEpisode()).start();
  document.body.classList.add('ready');
} catch (error) {
  byId('trouble').textContent = `This episode cannot be shown: ${(error as Error).message}`;
  throw error;
}
