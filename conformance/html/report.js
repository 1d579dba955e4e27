// Filters the cases. The page says everything without it.
(() => {
  'use strict';
  const form = document.getElementById('filters');
  const field = (name) => form.elements[name];
  const rows = [...document.querySelectorAll('.row')];
  const clauses = [...document.querySelectorAll('.clause[data-s]')];
  const pictures = [...document.querySelectorAll('.profile')];
  const holders = [...document.querySelectorAll('#cases article, #cases .file')];
  const accused = ['fail', 'crash', 'timeout'];
  const names = ['profile', 'verdict', 'clause', 'object'];

  function words(element, key) {
    return (element.dataset[key] || '').split(' ').filter((word) => word !== '');
  }

  function pattern(text) {
    const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    return new RegExp('^' + escaped.replace(/\*/g, '.*').replace(/\?/g, '.') + '$', 'i');
  }

  function badge(element, text) {
    const sign = element.querySelector('summary > .v');
    sign.className = 'v ' + text;
    sign.textContent = text;
  }

  function fits(row, verdict, clause) {
    const wanted = field('verdict').value;
    const kind = field('object').value;
    return (wanted === '' || wanted === verdict || (wanted === 'accused' && accused.includes(verdict)))
      && (clause === null || words(row, 'c').some((id) => clause.test(id)))
      && (kind === '' || words(row, 'o').includes(kind));
  }

  function apply() {
    const profile = Number(field('profile').value);
    const text = field('clause').value.trim();
    const clause = text === '' ? null : pattern(text);
    let shown = 0;
    for (const row of rows) {
      const verdict = words(row, 'v')[profile];
      badge(row, verdict);
      row.hidden = !fits(row, verdict, clause);
      shown += row.hidden ? 0 : 1;
    }
    for (const holder of holders) {
      holder.hidden = holder.querySelector('.row:not([hidden])') === null;
    }
    for (const one of clauses) {
      badge(one, words(one, 's')[profile]);
    }
    for (const picture of pictures) {
      picture.hidden = Number(picture.dataset.p) !== profile;
    }
    document.getElementById('shown').textContent = shown + ' of ' + rows.length + ' cases';
  }

  // What is filtered stands behind #, so that a link says it; any other # is a place in the page.
  function remember() {
    const said = new URLSearchParams();
    for (const name of names) {
      if (field(name).value !== field(name).dataset.plain) {
        said.set(name, field(name).value);
      }
    }
    history.replaceState(null, '', '#' + (said.size > 0 ? said : 'cases'));
  }

  function clear() {
    for (const name of names) {
      field(name).value = field(name).dataset.plain;
    }
  }

  function go(target) {
    for (let at = target; at !== null; at = at.parentElement) {
      at.hidden = false;
      if (at.tagName === 'DETAILS') {
        at.open = true;
      }
    }
    target.scrollIntoView();
  }

  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.includes('=')) {
      clear();
      for (const [name, value] of new URLSearchParams(hash)) {
        if (names.includes(name)) {
          field(name).value = value;
        }
      }
      apply();
      document.getElementById('filters').scrollIntoView();
      return;
    }
    const target = document.getElementById(hash);
    if (target !== null && target.closest('[hidden]') !== null) {
      clear();
      apply();
    }
    if (target !== null) {
      go(target);
    }
  }

  function offer() {
    const kinds = new Set(rows.flatMap((row) => words(row, 'o')));
    for (const kind of [...kinds].sort()) {
      field('object').add(new Option(kind));
    }
    const ids = new Set(rows.flatMap((row) => words(row, 'c')));
    for (const id of [...ids].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}))) {
      document.getElementById('ids').append(new Option(id));
    }
    for (const name of names) {
      field(name).dataset.plain = field(name).value;
    }
  }

  offer();
  form.hidden = false;
  form.addEventListener('input', () => { apply(); remember(); });
  form.addEventListener('reset', (event) => { event.preventDefault(); clear(); apply(); remember(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', follow);
  apply();
  follow();
})();
