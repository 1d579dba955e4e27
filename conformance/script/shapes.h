/* The C types of the API's functions (calls.h, struct shape), one for each list of parameters and
 * kind of result. */
#ifndef CONFORMANCE_SHAPES_H
#define CONFORMANCE_SHAPES_H

#include "calls.h"

extern const struct shape shape_open_cluster;
extern const struct shape shape_open_cluster_ex;
extern const struct shape shape_open;
extern const struct shape shape_open_ex;
extern const struct shape shape_open_by_id;
extern const struct shape shape_open_enum_ex;
extern const struct shape shape_from;
extern const struct shape shape_close;
extern const struct shape shape_state;
extern const struct shape shape_code;
extern const struct shape shape_group_state;
extern const struct shape shape_resource_state;
extern const struct shape shape_id;
extern const struct shape shape_node_id;
extern const struct shape shape_information;
extern const struct shape shape_net_interface;
extern const struct shape shape_node_cluster_state;
extern const struct shape shape_enum;
extern const struct shape shape_enum_ex;
extern const struct shape shape_open_detailed;
extern const struct shape shape_group_item;
extern const struct shape shape_resource_item;
extern const struct shape shape_control;

#endif
