import { element } from './element.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly title?: string;
}

/** One of a few, as a row of buttons. */
export class Choice {
  readonly node: HTMLElement;
  private readonly buttons: ReadonlyMap<string, HTMLButtonElement>;

  constructor(name: string, options: readonly Option[], chosen: (value: string) => void) {
    const made = options.map(({ value, label, title = '' }) => {
      const button = element('button', { type: 'button', 'aria-pressed': 'false', 'data-value': value, title }, label);
      button.addEventListener('click', () => chosen(value));
      return [value, button] as const;
    });
    this.buttons = new Map(made);
    this.node = element('div', { class: 'choice', role: 'group', 'aria-label': name }, ...this.buttons.values());
  }

  show(value: string): void {
    for (const [each, button] of this.buttons) button.setAttribute('aria-pressed', String(each === value));
  }
}
