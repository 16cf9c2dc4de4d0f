/* Draws each element with data-kind from the JSON beside it. Says on the root element how many were drawn
   (data-charts) and the first error (data-error), so that a test can tell a drawn page from a broken one. */
(function () {
  'use strict';
  var root = document.documentElement;
  function failed(message) {
    if (!root.dataset.error) { root.dataset.error = message; }
  }
  window.addEventListener('error', function (event) { failed(event.message || 'a resource did not load'); }, true);
  document.addEventListener('securitypolicyviolation', function (event) {
    failed('refused: ' + event.violatedDirective + ' ' + event.blockedURI);
  });

  var settings = JSON.parse(document.getElementById('settings').textContent);
  var places = Array.prototype.slice.call(document.querySelectorAll('[data-kind]'));
  var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  function style(name) { return getComputedStyle(root).getPropertyValue('--' + name).trim(); }
  function money(value) {
    var digits = { minimumFractionDigits: settings.decimals, maximumFractionDigits: settings.decimals };
    return (value < 0 ? '-' : '') + settings.prefix + Math.abs(value).toLocaleString('en-US', digits);
  }
  function shortMoney(value) {
    return (value < 0 ? '-' : '') + settings.prefix
      + new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(Math.abs(value)).replace('K', 'k');
  }
  function percent(part) { return (100 * part).toFixed(1) + '\u00a0%'; }
  function day(iso, grain) {
    var part = iso.split('-');
    var month = MONTHS[Number(part[1]) - 1];
    return grain === 'month' ? month + ' ' + part[0] : Number(part[2]) + ' ' + month;
  }
  function mix(colour, other, share) {
    var a = parseInt(colour.slice(1), 16);
    var b = parseInt(other.slice(1), 16);
    var mixed = [16, 8, 0].map(function (shift) {
      return Math.round(((a >> shift) & 255) * (1 - share) + ((b >> shift) & 255) * share);
    });
    return 'rgb(' + mixed.join(',') + ')';
  }
  /* Built of text nodes, never of markup: labels come from bills and clusters. */
  function lines(rows) {
    var box = document.createElement('div');
    rows.forEach(function (row) {
      var line = document.createElement('div');
      line.style.cssText = 'display:flex;gap:16px;justify-content:space-between;align-items:baseline'
        + (row.strong ? ';font-weight:600' : '');
      var name = document.createElement('span');
      if (row.colour) {
        var dot = document.createElement('span');
        dot.style.cssText = 'display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px;background:'
          + row.colour;
        name.appendChild(dot);
      }
      name.appendChild(document.createTextNode(row.name));
      name.style.cssText = 'white-space:normal;overflow-wrap:anywhere;max-width:260px';
      var value = document.createElement('span');
      value.textContent = row.value;
      line.appendChild(name);
      line.appendChild(value);
      box.appendChild(line);
    });
    return box;
  }
  var ruler = document.createElement('canvas').getContext('2d');
  /* A label that would be cut through a figure, or to a few letters, is not shown: the tooltip and the table have it. */
  function fits(label) {
    if (label.dataIndex === undefined) { return {}; }
    ruler.font = '600 12px ' + getComputedStyle(document.body).fontFamily;
    var rows = label.text.split('\n');
    var widest = Math.max.apply(null, rows.map(function (row) { return ruler.measureText(row).width; }));
    var least = settings.narrow ? Math.min(widest, 54) : widest;
    return least + 12 > label.rect.width ? { fontSize: 0.01 } : {};
  }
  function named(hit, between) {
    return settings.narrow ? hit.name : hit.name + between + shortMoney(hit.value);
  }
  function base() {
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: style('ink') },
      tooltip: {
        confine: true, transitionDuration: 0, backgroundColor: style('paper'), borderColor: style('muted'),
        padding: [8, 12], textStyle: { color: style('ink'), fontSize: 13 }
      }
    };
  }

  var draw = {
    treemap: function (data) {
      var paper = style('paper');
      function node(from, depth, index) {
        var colour = style('team' + from.slot);
        var tint = 0.07 * (index % 4);
        var made = {
          name: from.name, value: from.value,
          itemStyle: { color: mix(colour, style('ink'), tint) }
        };
        if (from.children && from.children.length) {
          made.children = from.children.map(function (child, i) { return node(child, depth + 1, i); });
          made.itemStyle.borderColor = depth === 1 ? style('panel') : colour;
          made.upperLabel = { color: depth === 1 ? style('ink') : style('on-team') };
        }
        return made;
      }
      var option = base();
      option.tooltip.formatter = function (hit) {
        var path = hit.treePathInfo.slice(1).map(function (step) { return step.name; });
        return lines([
          { name: path.join(' › ') || data.name, value: '', strong: true },
          { name: money(hit.value), value: percent(hit.value / data.value) + ' of total' }
        ]);
      };
      option.series = [{
        type: 'treemap', name: data.name, roam: false, nodeClick: 'zoomToNode', leafDepth: 3, left: 0, right: 0, top: 0, bottom: 30,
        data: data.children.map(function (child, i) { return node(child, 1, i); }),
        visibleMin: 200, childrenVisibleMin: 1500,
        labelLayout: fits,
        label: {
          color: style('on-team'), fontSize: 12, lineHeight: 16, padding: 3, overflow: 'truncate',
          formatter: function (hit) { return named(hit, '\n'); }
        },
        upperLabel: {
          show: true, height: 22, fontSize: 12, fontWeight: 600, padding: [0, 5],
          formatter: function (hit) { return named(hit, '  '); }
        },
        itemStyle: { borderColor: paper, borderWidth: 1, gapWidth: 1 },
        levels: [
          { itemStyle: { borderColor: paper, borderWidth: 0, gapWidth: 4 }, upperLabel: { show: false } },
          { itemStyle: { borderWidth: 2, gapWidth: 2 } },
          { itemStyle: { borderWidth: 1, gapWidth: 1 } }
        ],
        breadcrumb: {
          left: 0, bottom: 0, height: 22, emptyItemWidth: 40,
          itemStyle: { color: style('panel'), borderColor: style('line'), textStyle: { color: style('ink') } },
          emphasis: { itemStyle: { color: style('line') } }
        },
        emphasis: { disabled: true }
      }];
      return option;
    },

    stack: function (data) {
      var option = base();
      option.grid = { left: 8, right: 8, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' };
      option.xAxis = {
        type: 'category', data: data.periods.map(function (iso) { return day(iso, data.grain); }),
        axisLine: { lineStyle: { color: style('ink') } }, axisTick: { show: false },
        axisLabel: { color: style('muted'), hideOverlap: true }
      };
      option.yAxis = {
        type: 'value', axisLabel: { color: style('muted'), formatter: shortMoney },
        splitLine: { lineStyle: { color: style('line') } }
      };
      option.tooltip.trigger = 'axis';
      option.tooltip.axisPointer = { type: 'shadow', shadowStyle: { color: style('muted'), opacity: 0.12 } };
      option.tooltip.formatter = function (hits) {
        var sum = 0;
        var rows = hits.map(function (hit) {
          sum += hit.value;
          return { name: hit.seriesName, value: money(hit.value), colour: hit.color };
        }).reverse();
        var period = (data.grain === 'week' ? 'Week from ' : '') + hits[0].name;
        return lines([{ name: period, value: money(sum), strong: true }].concat(rows));
      };
      option.series = data.series.map(function (one) {
        return {
          type: 'bar', stack: 'all', name: one.name, data: one.values, barCategoryGap: '18%',
          itemStyle: { color: style('team' + one.slot), borderColor: style('paper'), borderWidth: 0.5 },
          emphasis: { disabled: true }
        };
      });
      return option;
    }
  };

  var charts = places.map(function (place) {
    return echarts.init(place, null, { renderer: 'svg' });
  });
  function drawAll() {
    settings.narrow = root.clientWidth < 600;
    places.forEach(function (place, i) {
      var data = JSON.parse(document.getElementById(place.id + '-data').textContent);
      charts[i].setOption(draw[place.dataset.kind](data), true);
    });
  }
  function redraw() {
    charts.forEach(function (chart) { chart.resize(); });
    drawAll();
  }

  drawAll();
  root.dataset.charts = charts.length;
  /* A phone says resize when its address bar hides: only a new width matters. */
  var width = root.clientWidth;
  window.addEventListener('resize', function () {
    if (root.clientWidth === width) { return; }
    width = root.clientWidth;
    redraw();
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  /* Paper is white and narrower: the colours and the width are asked for again once the print style holds. */
  window.matchMedia('print').addEventListener('change', redraw);
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (one) { one.open = true; });
  });
}());
