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
  /* A figure of a plot: whole from 1,000 on, to a tenth from 100 on, else to a hundredth, as in its table. */
  function figure(value) {
    var size = Math.abs(value);
    var digits = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
    return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }
  function tick(value) {
    return Math.abs(value) < 10000 ? value.toLocaleString('en-US')
      : new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value).replace('K', 'k');
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
        hits = hits.filter(function (hit) { return hit.seriesType === 'bar'; });
        var rows = hits.map(function (hit) {
          sum += hit.value;
          return { name: hit.seriesName, value: money(hit.value), colour: hit.color };
        }).reverse();
        var period = (data.grain === 'week' ? 'Week from ' : '') + hits[0].name;
        var told = data.told.filter(function (one) { return one.at === hits[0].dataIndex; }).map(function (one) {
          return { name: '\u25bc ' + one.what, value: '' };
        });
        return lines([{ name: period, value: money(sum), strong: true }].concat(rows, told));
      };
      option.series = data.series.map(function (one) {
        return {
          type: 'bar', stack: 'all', name: one.name, data: one.values, barCategoryGap: '18%',
          itemStyle: { color: style('team' + one.slot), borderColor: style('paper'), borderWidth: 0.5 },
          emphasis: { disabled: true }
        };
      });
      if (data.told.length) { option.series.push(told(data)); }
      return option;
    },

    plot: function (data) {
      if (data.form === 'waterfall') { return waterfall(data); }
      var points = data.form === 'points';
      var bands = data.form === 'bands';
      var option = base();
      function axis(label, more) {
        return Object.assign({
          type: 'value', scale: points, name: label, nameTextStyle: { color: style('muted'), fontSize: 13 },
          axisLine: { show: true, lineStyle: { color: style('ink') } }, axisTick: { show: false },
          axisLabel: { color: style('muted'), hideOverlap: true, formatter: tick },
          splitLine: { show: false }, splitNumber: settings.narrow ? 4 : 8
        }, more);
      }
      option.grid = { left: 8, right: 24, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' };
      option.xAxis = axis(data.x, { nameLocation: 'middle', nameGap: 28 });
      option.yAxis = axis(data.y, {
        nameLocation: 'end', nameGap: 14, splitNumber: 5, splitLine: { show: true, lineStyle: { color: style('line') } }
      });
      option.yAxis.nameTextStyle.align = 'left';
      option.yAxis.nameTextStyle.padding = [0, 0, 0, -30];
      if (!points) { fitted(option.xAxis, data); }
      if (data.zero) { dated(option, data); }
      option.tooltip.trigger = points ? 'item' : 'axis';
      option.tooltip.axisPointer = { type: 'line', lineStyle: { color: style('muted') } };
      option.tooltip.formatter = function (hit) {
        var hits = (Array.isArray(hit) ? hit : [hit]).filter(function (one) { return one.seriesType !== 'custom'; });
        if (!hits.length) { return ''; }
        var at = data.zero ? date(hits[0].value[0]) : figure(hits[0].value[0]);
        return points
          ? lines([{ name: hit.seriesName, value: '', strong: true }, { name: data.x, value: at },
            { name: data.y, value: figure(hit.value[1]) }])
          : lines([{ name: data.x, value: at, strong: true }].concat(hits.map(function (one) {
            return { name: one.seriesName, value: figure(one.value[one.value.length - 1]), colour: one.color };
          }), between(data, hits[0].value[0])));
      };
      if (points) {
        option.xAxis.boundaryGap = ['6%', '10%'];
        option.yAxis.boundaryGap = ['0%', '12%'];
      }
      var shown = bands ? piled(data.series) : data.series;
      option.series = shown.map(function (one, i) {
        return points ? dot(one) : one.dot ? alarm(one) : stroke(one, data.form, bands && !one.limit, i);
      }).concat(data.ranges.map(range)).concat(data.marks.map(function (mark) { return bound(mark, data.series); }));
      return option;
    }
  };
  /* Bars that hang between two figures, the first at the top. */
  function waterfall(data) {
    var option = base();
    var names = data.series.map(function (one) { return one.name; });
    var lows = data.series.map(function (one) { return one.points[0][0]; });
    var highs = data.series.map(function (one) { return one.points[1][0]; });
    option.grid = { left: 8, right: settings.narrow ? 48 : 72, top: 8, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' };
    option.yAxis = {
      type: 'category', data: names, inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: style('ink') } },
      axisLabel: {
        color: style('ink'), fontSize: 12, lineHeight: 15, width: settings.narrow ? 110 : 260, overflow: 'break', interval: 0
      }
    };
    option.xAxis = {
      type: 'value', name: data.x, nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: style('muted'), fontSize: 13 },
      axisLabel: { color: style('muted'), hideOverlap: true, formatter: tick },
      splitLine: { lineStyle: { color: style('line') } }, splitNumber: settings.narrow ? 3 : 8
    };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (hit) {
      var i = hit.dataIndex;
      return lines([{ name: names[i], value: figure(highs[i] - lows[i]), strong: true },
        { name: 'from', value: figure(lows[i]) }, { name: 'to', value: figure(highs[i]) }]);
    };
    option.series = [
      { type: 'bar', stack: 'all', silent: true, data: lows, itemStyle: { color: 'transparent' }, emphasis: { disabled: true } },
      {
        type: 'bar', stack: 'all', barCategoryGap: '30%', emphasis: { disabled: true },
        data: data.series.map(function (one, i) {
          return { value: highs[i] - lows[i], itemStyle: { color: style(one.colour) } };
        }),
        label: {
          show: true, position: 'right', color: style('ink'), fontSize: 12,
          formatter: function (hit) { return figure(highs[hit.dataIndex] - lows[hit.dataIndex]); }
        }
      }
    ];
    return option;
  }
  /* A mark above each bar in whose period something out of the ordinary began. */
  function told(data) {
    var periods = data.told.map(function (one) { return one.at; });
    return {
      type: 'scatter', name: 'told', symbol: 'triangle', symbolRotate: 180, symbolSize: [11, 9], symbolOffset: [0, -9], silent: true, clip: false,
      itemStyle: { color: style('alarm') }, z: 50,
      data: periods.filter(function (at, i) { return periods.indexOf(at) === i; }).map(function (at) {
        return [at, data.series.reduce(function (sum, one) { return sum + Math.max(0, one.values[at]); }, 0)];
      })
    };
  }
  var DAY = 86400000;
  function date(at) {
    var iso = new Date(at).toISOString();
    return day(iso.slice(0, 10), 'day') + ' ' + iso.slice(0, 4);
  }
  /* Days after a date become moments, which the axis and the tooltip call by their date. */
  function dated(option, data) {
    var zero = Date.parse(data.zero + 'T00:00:00Z');
    function moved(points) {
      return points.map(function (point) { return [zero + point[0] * DAY].concat(point.slice(1)); });
    }
    data.series.forEach(function (one) { one.points = moved(one.points); });
    data.ranges.forEach(function (one) { one.points = moved(one.points); });
    data.marks.forEach(function (one) { if (one.upright) { one.at = zero + one.at * DAY; } });
    option.useUTC = true;
    option.xAxis.type = 'time';
    option.xAxis.min = zero + option.xAxis.min * DAY;
    option.xAxis.max = zero + option.xAxis.max * DAY;
    option.xAxis.minInterval = DAY;
    option.xAxis.axisLabel.formatter = function (at) { return day(new Date(at).toISOString().slice(0, 10), 'day'); };
  }
  /* The ranges at a place across, as rows of a tooltip. */
  function between(data, at) {
    return data.ranges.map(function (one) {
      var here = one.points.filter(function (point) { return point[0] === at; })[0];
      return here ? { name: one.name, value: figure(here[1]) + ' to ' + figure(here[2]), colour: style(one.colour) } : null;
    }).filter(Boolean);
  }
  /* One polygon, drawn with the first of its points; the others only make room for it. */
  function range(one) {
    return {
      type: 'custom', name: one.name, data: one.points, encode: { x: 0, y: [1, 2] }, silent: true, clip: true, z: 10,
      renderItem: function (params, api) {
        if (params.dataIndexInside !== 0) { return null; }
        var up = one.points.map(function (point) { return api.coord([point[0], point[2]]); });
        var back = one.points.map(function (point) { return api.coord([point[0], point[1]]); }).reverse();
        return { type: 'polygon', shape: { points: up.concat(back) }, style: { fill: style(one.colour), opacity: 0.2 } };
      }
    };
  }
  function alarm(one) {
    return {
      type: 'scatter', name: one.name, data: one.points, symbolSize: 10, z: 50,
      itemStyle: { color: style(one.colour), borderColor: style('paper'), borderWidth: 1.5 }, emphasis: { disabled: true }
    };
  }
  /* Across, a drawing begins and ends where its series do. */
  function fitted(axis, data) {
    var all = [].concat.apply([], data.series.map(function (one) { return one.points; }));
    var across = all.map(function (point) { return point[0]; });
    axis.min = Math.min.apply(null, across);
    axis.max = Math.max.apply(null, across);
    axis.axisLabel.showMaxLabel = false;
  }
  /* Bands on top of each other: across, the sum of this band and those below it, and its own figure. */
  function piled(series) {
    var sums = [];
    return series.map(function (one) {
      if (one.limit) { return one; }
      var points = one.points.map(function (point, i) {
        sums[i] = (sums[i] || 0) + point[1];
        return [point[0], sums[i], point[1]];
      });
      return Object.assign({}, one, { points: points });
    });
  }
  function stroke(one, form, area, i) {
    var colour = style(one.colour);
    return {
      type: 'line', name: one.name, data: one.points, showSymbol: false, symbol: 'circle', color: colour,
      step: form === 'lines' ? false : 'end',
      lineStyle: { color: colour, width: area ? 0 : 2, type: one.dash }, areaStyle: area ? { color: colour, opacity: 1 } : undefined,
      itemStyle: { color: colour }, emphasis: { disabled: true }, z: one.limit ? 40 : 30 - i
    };
  }
  function dot(one) {
    return {
      type: 'scatter', name: one.name, data: one.points, symbolSize: 12, itemStyle: { color: style(one.colour) },
      label: { show: true, position: 'top', formatter: '{a}', color: style('ink'), fontSize: 12 },
      labelLayout: { moveOverlap: 'shiftY', hideOverlap: true }, emphasis: { disabled: true }
    };
  }
  /* Whether the drawing is farther from a mark at the mark's beginning (left, or bottom) than at its end. */
  function begins(mark, series) {
    var all = [].concat.apply([], series.map(function (one) { return one.points; }));
    if (!mark.upright) {
      var first = Infinity;
      var last = Infinity;
      series.forEach(function (one) {
        if (!one.points.length || one.limit || one.dot) { return; }
        var left = one.points[0];
        var right = one.points[one.points.length - 1];
        if (left[0] === Math.min.apply(null, all.map(function (p) { return p[0]; }))) { first = Math.min(first, Math.abs(left[1] - mark.at)); }
        if (right[0] === Math.max.apply(null, all.map(function (p) { return p[0]; }))) { last = Math.min(last, Math.abs(right[1] - mark.at)); }
      });
      return first > last;
    }
    var highest = Math.max.apply(null, all.map(function (p) { return p[1]; }));
    var near = all.slice().sort(function (a, b) { return Math.abs(a[0] - mark.at) - Math.abs(b[0] - mark.at); })[0];
    return near[1] > highest / 2;
  }
  /* A dashed line, and a point without a size that makes room for it. */
  function bound(mark, series) {
    var other = series[0].points[0];
    return {
      type: 'scatter', name: mark.name, symbolSize: 0, silent: true,
      data: [mark.upright ? [mark.at, other[1]] : [other[0], mark.at]], tooltip: { show: false },
      markLine: {
        silent: true, symbol: 'none', lineStyle: { color: style('ink'), type: 'dashed', width: 1.5 },
        label: { show: true, formatter: mark.name, color: style('muted'), position: begins(mark, series) ? 'insideStartTop' : 'insideEndTop' },
        data: [mark.upright ? { xAxis: mark.at } : { yAxis: mark.at }]
      }
    };
  }

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
