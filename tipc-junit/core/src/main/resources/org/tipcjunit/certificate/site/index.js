
(function () {
  'use strict';
  var form = document.getElementById('filters'), count = document.getElementById('count');
  var table = document.getElementById('matrix'), body = table.tBodies[0];
  var fields = ['q', 'v', 'u', 'm', 'f'].map(function (id) { return document.getElementById(id); });
  var rows = Array.prototype.map.call(body.rows, function (row) {
    var d = row.dataset;
    return { row: row, v: d.v, u: d.u, m: d.m, f: ' ' + d.f + ' ', t: (row.cells[0].textContent + ' ' + d.t).toLowerCase() };
  });
  var order = { c: { f: 0, o: 1, p: 2, n: 3 }, v: { unsound: 0, notCertified: 1, certified: 2 } };
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function filter() {
    var q = fields[0].value.trim().toLowerCase().split(/\s+/), v = fields[1].value, u = fields[2].value;
    var m = fields[3].value, f = fields[4].value, shown = 0;
    rows.forEach(function (r) {
      var keep = (!v || r.v === v) && (!u || r.u === u) && (!m || r.m === m) && (!f || r.f.indexOf(' ' + f + ' ') >= 0) &&
        q.every(function (word) { return r.t.indexOf(word) >= 0; });
      if (r.row.hidden === keep) { r.row.hidden = !keep; }
      if (keep) { shown++; }
    });
    count.textContent = count.dataset.text.replace('{0}', shown).replace('{1}', rows.length);
  }

  function remember() {
    var state = fields.filter(function (x) { return x.value; })
      .map(function (x) { return x.id + '=' + encodeURIComponent(x.value); }).join('&');
    try { history.replaceState(null, '', state ? '#' + state : location.pathname + location.search); } catch (e) { /* some browsers refuse it for files */ }
  }

  function recall() {
    location.hash.slice(1).split('&').forEach(function (pair) {
      var at = pair.indexOf('='), field = fields.filter(function (x) { return x.id === pair.slice(0, at); })[0];
      try { if (field) { field.value = decodeURIComponent(pair.slice(at + 1)); } } catch (e) { /* not a link of ours */ }
    });
  }

  function key(r, column, kind) {
    if (kind === 'v') { return order.v[r.v]; }
    var cell = r.row.cells[column];
    return kind === 'c' ? order.c[cell.className] : cell.textContent;
  }

  function sort(header) {
    var kind = header.dataset.s, column = header.cellIndex, down = header.getAttribute('aria-sort') === 'ascending';
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute('aria-sort'); });
    header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    rows.forEach(function (r, i) { r.k = key(r, column, kind); r.i = i; });
    rows.sort(function (a, b) {
      var by = kind === 't' ? collator.compare(a.k, b.k) : a.k - b.k;
      return (down ? -by : by) || a.i - b.i;
    });
    var all = document.createDocumentFragment();
    rows.forEach(function (r) { all.appendChild(r.row); });
    body.appendChild(all);
  }

  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = header.textContent;
    header.textContent = '';
    header.appendChild(button);
    button.addEventListener('click', function () { sort(header); });
  });
  ['input', 'change'].forEach(function (kind) { form.addEventListener(kind, function () { filter(); remember(); }); });
  form.addEventListener('reset', function () { setTimeout(function () { filter(); remember(); }, 0); });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  window.addEventListener('hashchange', function () { recall(); filter(); });
  recall();
  filter();
  form.hidden = false;
})();
